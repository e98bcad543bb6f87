import type { RoutedAct } from '#event-sourcing-nest';

/** Whether a delegation of these acts lets its holder ask for the act. What is not delegable never is, whatever it names. */
export const letsDo = (delegated: readonly string[], act: RoutedAct): boolean => {
  switch (act.kind) {
    case 'command':
      return act.delegable && delegated.includes(act.name);
    case 'query':
    case 'file':
      return act.delegable;
    case 'call':
      return act.delegable !== false && act.delegable.some((one) => delegated.includes(one));
  }
};

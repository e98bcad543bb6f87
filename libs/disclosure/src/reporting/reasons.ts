import { quoted } from '#documents';

/** Behind what was decided; where those who agreed gave different reasons, each of them. */
export const becauseOf = (reasons: readonly string[]): string => {
  if (reasons.length > 1) return `，理由分别为：${reasons.map(quoted).join('')}`;
  return reasons.length === 1 ? `，理由为：${reasons[0]}` : '';
};

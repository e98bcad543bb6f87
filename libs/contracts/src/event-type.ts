/** What a stored type of event means, and the commands that cause it. */
export interface EventTypeText {
  readonly zh: string;
  readonly en: string;
  /** Names of commands. */
  readonly by: readonly string[];
}

/** All of a context's; the compiler misses none. */
export type EventTypeTexts<Type extends string = string> = Readonly<Record<Type, EventTypeText>>;

export const fact = (zh: string, en: string, ...by: readonly string[]): EventTypeText => ({ zh, en, by });

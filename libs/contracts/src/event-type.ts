/** What a stored type of event means. By which commands it comes about, the decisions say. */
export interface EventTypeText {
  readonly zh: string;
  readonly en: string;
}

/** All of a context's; the compiler misses none. */
export type EventTypeTexts<Type extends string = string> = Readonly<Record<Type, EventTypeText>>;

export const fact = (zh: string, en: string): EventTypeText => ({ zh, en });

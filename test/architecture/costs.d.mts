export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly measured: number;
  /** How it is counted. */
  readonly definition: string;
  readonly names: string;
  readonly goal: number | undefined;
  /** Whether the spec fails when the goal is not met. */
  readonly holds: boolean;
  readonly met: boolean;
}

export declare const GOALS: Readonly<Record<string, { readonly goal: number | undefined; readonly holds: boolean }>>;
export declare const measure: (document?: object) => Figure[];
export declare const asText: (figures: readonly Figure[]) => string;

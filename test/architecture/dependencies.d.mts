export interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: boolean;
        readonly hasInstallScript?: boolean;
        readonly os?: readonly string[];
        readonly cpu?: readonly string[];
        readonly dependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

export interface Production {
  readonly all: readonly string[];
  readonly direct: readonly string[];
  readonly scripted: readonly string[];
  readonly native: readonly string[];
}

export declare const lockFile: () => Lock;
export declare const production: (lock: Lock) => Production;

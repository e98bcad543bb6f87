/** `undefined` stands for a unit that was never registered. */
export type Unit = { readonly name: string; readonly parentId?: string; readonly dissolved: boolean } | undefined;

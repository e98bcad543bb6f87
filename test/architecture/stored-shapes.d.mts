export type Shape = Readonly<Record<string, string>>;
export const storedShapes: () => Readonly<Record<string, Shape>>;

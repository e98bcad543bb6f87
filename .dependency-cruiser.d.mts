import type { IConfiguration } from 'dependency-cruiser';

declare const rules: IConfiguration & {
  forbidden: { name: string }[];
  options: object & { enhancedResolveOptions: object };
};
export default rules;

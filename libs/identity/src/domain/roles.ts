import type { Role } from '#contracts';

export { type Role, ROLES } from '#contracts';

/** 三员: of these three a person holds one at most. */
export const ADMINISTRATORS: readonly Role[] = ['admin', 'security', 'audit'];
/** Who enters units and people. */
export const REGISTRARS: readonly Role[] = ['admin', 'office'];
/** Who keeps accounts; `admin` until a security administrator has been active. */
export const ACCOUNT_KEEPERS: readonly Role[] = ['security', 'admin'];
const DECIDING: readonly Role[] = ['leader', 'office', 'unit-head'];

export const holdInspectorAmongOthers = (roles: readonly Role[]): boolean =>
  roles.includes('inspector') && roles.length > 1;

export const holdSeveralAdministrators = (roles: readonly Role[]): boolean =>
  roles.filter((role) => ADMINISTRATORS.includes(role)).length > 1;

export const administerAndDecide = (roles: readonly Role[]): boolean =>
  roles.some((role) => ADMINISTRATORS.includes(role)) && roles.some((role) => DECIDING.includes(role));

/** Those who look at what the others do: what they looked at, and when they came, would warn whom they look at. */
export const oversees = ({ roles }: { readonly roles: readonly string[] }): boolean =>
  roles.some((role) => role === 'inspector' || role === 'audit');

/** A person or program that may look at everything as an inspector. */
export const inspects = ({ roles }: { readonly roles: readonly Role[] }): boolean => roles.includes('inspector');

export const keepsAccounts = (roles: readonly Role[]): boolean => roles.some((role) => ACCOUNT_KEEPERS.includes(role));

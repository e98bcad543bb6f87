import { type Role, roleNames, type Scope } from '#contracts';
import { asksProof, type Proof, type RoutedAct } from '#event-sourcing-nest';

export interface RightTold {
  /** The name of the act; of a command also that of its operation. */
  readonly act: string;
  readonly context: string;
  readonly zh: string;
  readonly en: string;
  readonly roles: readonly Role[] | 'signed-in' | 'everyone';
  /** Scopes through which an API client may; none: natural people only. */
  readonly scopes: readonly Scope[];
  /** Whether it may be done for somebody else who delegated it. */
  readonly delegable: boolean;
  /** `fresh`: the session alone is not enough, the person proves anew who they are; `none`: open to everybody. */
  readonly proof: Proof | 'none';
  /** Whether and as what asking is put on record. */
  readonly recorded: false | 'reading' | 'export';
  /** The same as a sentence. */
  readonly words: { readonly zh: string; readonly en: string };
}

export interface RightsTold {
  readonly items: readonly RightTold[];
}

const who = ({ roles }: RoutedAct) => {
  if (roles === 'everyone') return { zh: '任何人', en: 'everybody' };
  if (roles === 'signed-in') return { zh: '所有登录人员', en: 'whoever has signed in' };
  return {
    zh: roles.map((role) => roleNames[role].zh).join('、'),
    en: roles.map((role) => roleNames[role].en).join(', '),
  };
};

const programs = ({ scopes, roles }: RoutedAct) => {
  if (roles === 'everyone') return { zh: '', en: '' };
  if (scopes.length === 0) return { zh: '；限自然人办理', en: '; natural people only' };
  return {
    zh: `；接口客户端须有 ${scopes.join(' 或 ')} 授权范围`,
    en: `; API clients with the scope ${scopes.join(' or ')}`,
  };
};

const isDelegable = ({ delegable }: RoutedAct): boolean => delegable !== false;

const recordedOf = (act: RoutedAct): false | 'reading' | 'export' => ('recorded' in act ? act.recorded : false);

const inWords = (act: RoutedAct): RightTold['words'] => {
  const [people, clients] = [who(act), programs(act)];
  const delegated = isDelegable(act) ? { zh: '；可随委托办理', en: '; may be delegated' } : { zh: '', en: '' };
  const proved = asksProof(act)
    ? { zh: '；须当场验证本人身份', en: '; asks for a fresh proof of identity' }
    : { zh: '', en: '' };
  const kept = recordedOf(act) ? { zh: '；查阅留痕', en: '; put on record' } : { zh: '', en: '' };
  return {
    zh: `${act.zh}：${people.zh}可以办理${clients.zh}${proved.zh}${delegated.zh}${kept.zh}。`,
    en: `${act.en}: ${people.en}${clients.en}${proved.en}${delegated.en}${kept.en}.`,
  };
};

export const rightTold = (act: RoutedAct): RightTold => ({
  act: act.name,
  context: act.context,
  zh: act.zh,
  en: act.en,
  roles: act.roles,
  scopes: act.scopes,
  delegable: isDelegable(act),
  proof: act.roles === 'everyone' ? 'none' : asksProof(act) ? 'fresh' : 'session',
  recorded: recordedOf(act),
  words: inWords(act),
});

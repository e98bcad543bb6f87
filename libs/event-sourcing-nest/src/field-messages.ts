/** What a rule of the validators asks for, in Chinese; # stands for the number that its English sentence names. */
const CHINESE: Readonly<Record<string, string>> = {
  arrayMaxSize: '不得超过 # 项',
  arrayMinSize: '至少须有 # 项',
  arrayUnique: '不得重复',
  isArray: '须为列表',
  isBoolean: '须为 true 或 false',
  isDefined: '必填',
  isInt: '须为整数',
  isNotEmpty: '不得为空',
  isNumber: '须为数字',
  isObject: '须为对象',
  isString: '须为文字',
  isUrl: '须为网址',
  isUuid: '须为 UUID 标识',
  matches: '格式不正确',
  max: '不得大于 #',
  maxLength: '不得超过 # 个字符',
  min: '不得小于 #',
  minLength: '至少须有 # 个字符',
  nestedValidation: '须为对象或对象列表',
};

const HAS_CHINESE = /\p{Script=Han}/u;

/** The sentence in both languages, Chinese first: that of a rule of ours as it is, that of the library with its Chinese. */
export const inBothLanguages = (property: string, rule: string, message: string): string => {
  if (HAS_CHINESE.test(message)) return message;
  const english = message.replace(`each value in ${property} `, 'each value ').replace(`${property} `, '');
  const [number = ''] = /-?\d+(\.\d+)?/.exec(english.replace(property, '')) ?? [];
  return `${property} ${(CHINESE[rule] ?? '不符合要求').replace('#', number)} / ${english}`;
};

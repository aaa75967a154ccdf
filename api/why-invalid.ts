interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: object;
}

/** The reason in both languages; the error handler takes the reader's. */
interface Why {
  readonly whyZh: string;
  readonly whyEn: string;
}

const param = (error: SchemaError, name: string): unknown => Reflect.get(error.params, name);
const list = (value: unknown): string => (Array.isArray(value) ? value.slice(0, 12).join(', ') : String(value));
const typeZh: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '是或否',
  object: '对象',
  array: '列表',
  null: '空',
};

export const maxItemsWording = (most: number): Why => ({ whyZh: `最多 ${most} 项。`, whyEn: `at most ${most} items.` });

const wordings: Readonly<Record<string, (error: SchemaError) => Why>> = {
  additionalProperties: () => ({ whyZh: '没有这个字段。', whyEn: 'there is no such field.' }),
  required: () => ({ whyZh: '必须填写。', whyEn: 'it must be given.' }),
  type: (e) => ({ whyZh: `应为${typeZh[String(param(e, 'type'))] ?? param(e, 'type')}。`, whyEn: `it must be a ${param(e, 'type')}.` }),
  enum: (e) => ({ whyZh: `应为其中之一：${list(param(e, 'allowedValues'))}。`, whyEn: `it must be one of: ${list(param(e, 'allowedValues'))}.` }),
  minLength: (e) => ({ whyZh: `至少 ${param(e, 'limit')} 个字。`, whyEn: `at least ${param(e, 'limit')} characters.` }),
  maxLength: (e) => ({ whyZh: `最多 ${param(e, 'limit')} 个字。`, whyEn: `at most ${param(e, 'limit')} characters.` }),
  minimum: (e) => ({ whyZh: `不能小于 ${param(e, 'limit')}。`, whyEn: `it must not be below ${param(e, 'limit')}.` }),
  maximum: (e) => ({ whyZh: `不能大于 ${param(e, 'limit')}。`, whyEn: `it must not be above ${param(e, 'limit')}.` }),
  maxItems: (e) => maxItemsWording(Number(param(e, 'limit'))),
  uniqueItems: () => ({ whyZh: '有重复项。', whyEn: 'it holds the same item twice.' }),
  pattern: () => ({ whyZh: '格式不对。', whyEn: 'its form is wrong.' }),
  format: () => ({ whyZh: '格式不对。', whyEn: 'its form is wrong.' }),
};
const unclear: Why = { whyZh: '不符合要求。', whyEn: 'it does not fit.' };

const asPath = (path: string) => path.replace(/^\//, '').replaceAll('~1', '/').replaceAll('~0', '~');

/** The first thing wrong: its JSON pointer without the leading slash, and why in both languages. */
export const whyInvalid = (errors: readonly SchemaError[]): { readonly field: string; readonly why: Why } => {
  const error = errors.find((e) => e.keyword !== 'boolean') ?? errors[0];
  if (!error) return { field: '', why: unclear };
  const below =
    error.keyword === 'required'
      ? param(error, 'requiredProperties')
      : error.keyword === 'additionalProperties'
        ? param(error, 'additionalProperties')
        : undefined;
  const named = Array.isArray(below) && typeof below[0] === 'string' ? `/${below[0]}` : '';
  return { field: asPath(`${error.instancePath}${named}`).slice(0, 120), why: wordings[error.keyword]?.(error) ?? unclear };
};

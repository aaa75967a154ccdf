import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import type { RuleFault } from '#domain/contract/rules.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ScrollAside } from '../../staff/scroll-aside.tsx';
import { dotted } from '../../ui/dotted.ts';
import { useNamed } from './queries.ts';
import { RuleForm } from './rule-form.tsx';
import { wordParty, wordWhen } from './word-rule.ts';

interface Props {
  readonly rules: DispatchRule[];
  readonly faults: readonly RuleFault[];
  readonly city: City;
  /** null: only to be read. */
  readonly onChange: ((rules: DispatchRule[]) => void) | null;
}

const Parties = ({ parties }: { parties: readonly string[] }) => {
  const { t } = useTranslation();
  const { units } = useNamed();
  return parties.map((party) => <Tag key={party}>{wordParty(t, units, party)}</Tag>);
};

const moved = (rules: DispatchRule[], from: number, to: number): DispatchRule[] => {
  const rule = rules[from];
  return rule && to >= 0 && to < rules.length ? rules.toSpliced(from, 1).toSpliced(to, 0, rule) : rules;
};

const Tools = ({ at, rules, onChange, onEdit }: { at: number; rules: DispatchRule[]; onChange: (rules: DispatchRule[]) => void; onEdit: () => void }) => {
  const { t } = useTranslation();
  return (
    <td>
      <Button size="small" onClick={onEdit}>
        {t('network.edit')}
      </Button>{' '}
      <Button size="small" disabled={at === 0} onClick={() => onChange(moved(rules, at, at - 1))}>
        {t('network.up')}
      </Button>{' '}
      <Button size="small" disabled={at === rules.length - 1} onClick={() => onChange(moved(rules, at, at + 1))}>
        {t('network.down')}
      </Button>{' '}
      <Button size="small" danger disabled={rules.length === 1} onClick={() => onChange(rules.toSpliced(at, 1))}>
        {t('network.remove')}
      </Button>
    </td>
  );
};

const freshId = (rules: readonly DispatchRule[]): string => {
  let n = rules.length + 1;
  while (rules.some((rule) => rule.id === `rule-${n}`)) n += 1;
  return `rule-${n}`;
};

/** The rules as a table that people read, and write where they may. */
export const RuleTable = ({ rules, faults, city, onChange }: Props) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const { place } = useNamed();
  const [editing, setEditing] = useState<number | null>(null);
  const faulty = new Set(faults.filter((fault) => !fault.isWarning).map((fault) => fault.ruleId));
  const edited =
    editing === null ? undefined : (rules[editing] ?? { id: freshId(rules), when: {}, act: ['street'], tell: [], fallBack: ['street', 'district', 'city'] });
  const take = (rule: DispatchRule) => {
    // A new rule goes to the top: at the end it would never be reached.
    if (editing !== null) onChange?.(editing < rules.length ? rules.with(editing, rule) : [rule, ...rules]);
    setEditing(null);
  };
  return (
    <>
      <h3>{t('network.rules')}</h3>
      <ScrollAside label={t('network.rules')}>
        <table className="network-rules" aria-label={t('network.rules')}>
          <thead>
            <tr>
              {(['row', 'when', 'act', 'tell', 'fallBack', 'note'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`network.${column}`)}
                </th>
              ))}
              {onChange && <th scope="col">{t('network.edit')}</th>}
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, i) => {
              const when = wordWhen(t, named, { city, place }, rule);
              return (
                <tr key={rule.id} className={faulty.has(rule.id) ? 'has-fault' : ''}>
                  <th scope="row">{i + 1}</th>
                  <td>{when.length === 0 ? t('network.always') : dotted(when)}</td>
                  <td>
                    <Parties parties={rule.act} />
                  </td>
                  <td>
                    <Parties parties={rule.tell} />
                  </td>
                  <td>
                    <Parties parties={rule.fallBack} />
                  </td>
                  <td>{language === 'zh' ? rule.note : (rule.noteEn ?? rule.note)}</td>
                  {onChange && <Tools at={i} rules={rules} onChange={onChange} onEdit={() => setEditing(i)} />}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollAside>
      {onChange && <Button onClick={() => setEditing(rules.length)}>{t('network.add')}</Button>}
      {edited && <RuleForm key={edited.id} rule={edited} city={city} onTake={take} onClose={() => setEditing(null)} />}
    </>
  );
};

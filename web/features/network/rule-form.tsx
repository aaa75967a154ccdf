import { Input, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { DispatchRule, RuleWhen } from '#domain/contract/dispatch-rules.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { FormDialog } from '../../staff/form-dialog.tsx';
import { useNamed } from './queries.ts';

const partyWords = ['maintainer', 'owner', 'likeliest', 'road', 'greening', 'street', 'district', 'city'] as const;
const actsWords = ['owner', 'road', 'greening', 'centre'] as const;
const beliefWords = ['known', 'ownerless', 'unsure', 'none'] as const;
const locationWords = ['carriageway', 'footway', 'green', 'compound'] as const;

interface Props {
  readonly rule: DispatchRule;
  readonly city: City;
  readonly onTake: (rule: DispatchRule) => void;
  readonly onClose: () => void;
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label className="network-field">
    <span>{label}</span>
    {children}
  </label>
);

interface Option {
  readonly value: string;
  readonly label: string;
}

interface SeveralProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: Option[];
  readonly onChange: (value: string[]) => void;
  /** What it means that none is chosen. */
  readonly none?: string;
}

const Several = ({ label, value, options, onChange, none }: SeveralProps) => (
  <Labelled label={label}>
    <Select mode="multiple" aria-label={label} value={[...value]} options={options} onChange={onChange} optionFilterProp="label" placeholder={none} />
  </Labelled>
);

/** A list that is empty says nothing: its condition holds always. */
const list = <T extends string>(given: readonly string[]): T[] | undefined => (given.length === 0 ? undefined : (given as T[]));

const cleaned = (when: Partial<{ [K in keyof RuleWhen]: RuleWhen[K] | undefined }>): RuleWhen =>
  Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined)) as RuleWhen;

const Conditions = ({ when, city, set }: { when: RuleWhen; city: City; set: (part: Parameters<typeof cleaned>[0]) => void }) => {
  const { t } = useTranslation();
  const { placeCodes, place } = useNamed();
  const { named } = useLanguage();
  const any = t('network.hazard.any');
  const worded = (kind: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`network.${kind}.${value}`) }));
  const coded = (all: readonly { code: string; name: { zh: string; en: string } }[]) => all.map(({ code, name }) => ({ value: code, label: named(name) }));
  const hazard = when.isHazard === undefined ? 'any' : when.isHazard ? 'yes' : 'no';
  const setHours = (part: Partial<NonNullable<RuleWhen['hours']>>) => {
    const hours = { from: '00:00', to: '00:00', ...when.hours, ...part };
    set({ hours: part.from === '' || part.to === '' ? undefined : hours });
  };
  return (
    <>
      <Several
        none={any}
        label={t('network.acts.label')}
        value={when.acts ?? []}
        options={worded('acts', actsWords)}
        onChange={(value) => set({ acts: list(value) })}
      />
      <Several
        none={any}
        label={t('network.kinds')}
        value={when.kinds ?? []}
        options={coded(city.problemKinds)}
        onChange={(value) => set({ kinds: list(value) })}
      />
      <Labelled label={t('network.hazard.label')}>
        <Select
          aria-label={t('network.hazard.label')}
          value={hazard}
          options={worded('hazard', ['any', 'yes', 'no'])}
          onChange={(value) => set({ isHazard: value === 'any' ? undefined : value === 'yes' })}
        />
      </Labelled>
      <Several
        none={any}
        label={t('network.beliefs.label')}
        value={when.beliefs ?? []}
        options={worded('beliefs', beliefWords)}
        onChange={(value) => set({ beliefs: list(value) })}
      />
      <Several
        none={any}
        label={t('network.classes')}
        value={when.classes ?? []}
        options={coded(city.assetClasses)}
        onChange={(value) => set({ classes: list(value) })}
      />
      <Several
        none={any}
        label={t('network.locations.label')}
        value={when.locations ?? []}
        options={worded('locations', locationWords)}
        onChange={(value) => set({ locations: list(value) })}
      />
      <Several
        none={any}
        label={t('network.places')}
        value={when.places ?? []}
        options={placeCodes.map((value) => ({ value, label: place(value) }))}
        onChange={(value) => set({ places: list(value) })}
      />
      <fieldset className="network-field">
        <legend>{t('network.hours')}</legend>
        <div className="network-hours">
          <input type="time" aria-label={t('network.hoursFrom')} value={when.hours?.from ?? ''} onChange={(event) => setHours({ from: event.target.value })} />
          –
          <input type="time" aria-label={t('network.hoursTo')} value={when.hours?.to ?? ''} onChange={(event) => setHours({ to: event.target.value })} />
        </div>
      </fieldset>
    </>
  );
};

/** One row of the table, edited whole. */
export const RuleForm = ({ rule: given, city, onTake, onClose }: Props) => {
  const { t } = useTranslation();
  const [rule, setRule] = useState(given);
  const { units } = useNamed();
  const parties = [
    ...partyWords.map((value) => ({ value: value as string, label: t(`network.party.${value}`) })),
    ...[...units].map(([value, label]) => ({ value, label })),
  ];
  const change = (part: Partial<DispatchRule>) => setRule({ ...rule, ...part });
  const { leastPercent: _, ...without } = rule;
  return (
    <FormDialog
      width={720}
      title={t('network.editTitle')}
      okText={t('network.apply')}
      okButtonProps={{ disabled: rule.act.length === 0 }}
      onOk={() => onTake(rule)}
      isFilled={rule !== given}
      onClose={onClose}
    >
      <div className="network-form">
        <Conditions when={rule.when} city={city} set={(part) => change({ when: cleaned({ ...rule.when, ...part }) })} />
        <Several label={t('network.act')} value={rule.act} options={parties} onChange={(act) => change({ act })} />
        <Several label={t('network.tell')} value={rule.tell} options={parties} onChange={(tell) => change({ tell })} none={t('network.after.nobodyElse')} />
        <Several label={t('network.fallBack')} value={rule.fallBack} options={parties} onChange={(fallBack) => change({ fallBack })} />
        <Labelled label={t('network.leastPercent')}>
          <InputNumber
            min={0}
            max={100}
            precision={0}
            value={rule.leastPercent ?? null}
            onChange={(value) => setRule(value === null ? without : { ...rule, leastPercent: value })}
          />
        </Labelled>
        <Labelled label={t('network.note')}>
          <Input maxLength={300} value={rule.note ?? ''} onChange={(event) => change({ note: event.target.value })} />
        </Labelled>
      </div>
    </FormDialog>
  );
};

import { InputNumber, Select, Tag } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AfterRules, Level } from '#domain/contract/after-rules.ts';
import { ScrollAside } from '../../staff/scroll-aside.tsx';

interface Props {
  readonly after: AfterRules;
  /** null: only to be read. */
  readonly onChange: ((after: AfterRules) => void) | null;
}

type Clock = keyof AfterRules['escalation'];
const clocks: readonly Clock[] = ['hazard', 'secure', 'contact', 'close', 'supervise', 'request', 'recheck'];
const levels: readonly Level[] = ['street', 'district', 'city'];
const mostHours = (clock: Clock): number => (clock === 'hazard' || clock === 'secure' ? 12 : 168);
const mostMinutes = (clock: Clock): number => (clock === 'hazard' || clock === 'secure' ? 240 : 7 * 24 * 60);

const useLevels = () => {
  const { t } = useTranslation();
  return levels.map((value) => ({ value, label: t(`network.party.${value}`) }));
};

const Count = ({
  label,
  least,
  most,
  value,
  onChange,
}: {
  label: string;
  least: number;
  most: number;
  value: number;
  onChange: ((value: number) => void) | null;
}) =>
  onChange ? (
    <InputNumber aria-label={label} min={least} max={most} precision={0} value={value} onChange={(next) => onChange(next ?? value)} />
  ) : (
    <span>{value}</span>
  );

const OneLevel = ({ label, value, onChange }: { label: string; value: Level; onChange: ((value: Level) => void) | null }) => {
  const { t } = useTranslation();
  const options = useLevels();
  return onChange ? <Select aria-label={label} value={value} options={options} onChange={onChange} /> : <Tag>{t(`network.party.${value}`)}</Tag>;
};

const Levels = ({ label, value, onChange }: { label: string; value: readonly Level[]; onChange: ((value: Level[]) => void) | null }) => {
  const { t } = useTranslation();
  const options = useLevels();
  if (!onChange)
    return value.length === 0 ? <span>{t('network.after.nobodyElse')}</span> : value.map((level) => <Tag key={level}>{t(`network.party.${level}`)}</Tag>);
  return <Select mode="multiple" className="network-levels" aria-label={label} value={[...value]} options={options} onChange={onChange} />;
};

interface ClockTableProps {
  readonly label: string;
  readonly columns: readonly ('tell' | 'every' | 'before' | 'toldToo')[];
  /** The cells of one clock behind its name, which their labels begin with. */
  readonly cells: (clock: Clock, name: string) => readonly ReactNode[];
}

const ClockTable = ({ label, columns, cells }: ClockTableProps) => {
  const { t } = useTranslation();
  return (
    <table className="network-rules network-clocks" aria-label={label}>
      <thead>
        <tr>
          {(['clock', ...columns] as const).map((column) => (
            <th key={column} scope="col">
              {t(`network.after.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {clocks.map((clock) => {
          const name = t(`network.after.clockName.${clock}`);
          return (
            <tr key={clock}>
              <th scope="row">{name}</th>
              {cells(clock, name).map((cell, i) => (
                <td key={columns[i]}>{cell}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** Who is told of what is late, clock by clock. */
const Escalation = ({ after, onChange }: Props) => {
  const { t } = useTranslation();
  const set = (clock: Clock, part: Partial<AfterRules['escalation'][Clock]>) =>
    onChange?.({ ...after, escalation: { ...after.escalation, [clock]: { ...after.escalation[clock], ...part } } });
  return (
    <ClockTable
      label={t('network.after.escalation')}
      columns={['tell', 'every']}
      cells={(clock, name) => [
        <Levels
          key="tell"
          label={`${name} · ${t('network.after.tell')}`}
          value={after.escalation[clock].tell}
          onChange={onChange && ((next) => next.length > 0 && set(clock, { tell: next }))}
        />,
        <Fragment key="every">
          <Count
            label={`${name} · ${t('network.after.every')}`}
            least={1}
            most={mostHours(clock)}
            value={after.escalation[clock].everyHours}
            onChange={onChange && ((next) => set(clock, { everyHours: next }))}
          />{' '}
          {t('network.after.hours')}
        </Fragment>,
      ]}
    />
  );
};

/** How long before its end a clock warns, and whom beside who holds the order. */
const Warnings = ({ after, onChange }: Props) => {
  const { t } = useTranslation();
  // Nobody reads 1,440 minutes as a day; who writes them writes minutes, since some lead times are half an hour.
  const toldInHours = (clock: Clock): boolean => !onChange && after.warnings[clock].minutes > 0 && after.warnings[clock].minutes % 60 === 0;
  const set = (clock: Clock, part: Partial<AfterRules['warnings'][Clock]>) =>
    onChange?.({ ...after, warnings: { ...after.warnings, [clock]: { ...after.warnings[clock], ...part } } });
  return (
    <ClockTable
      label={t('network.after.warnings')}
      columns={['before', 'toldToo']}
      cells={(clock, name) => [
        <Fragment key="before">
          <Count
            label={`${name} · ${t('network.after.before')}`}
            least={0}
            most={mostMinutes(clock)}
            value={toldInHours(clock) ? after.warnings[clock].minutes / 60 : after.warnings[clock].minutes}
            onChange={onChange && ((next) => set(clock, { minutes: next }))}
          />{' '}
          {t(toldInHours(clock) ? 'network.after.hours' : 'network.after.minutes')}
        </Fragment>,
        <Levels
          key="toldToo"
          label={`${name} · ${t('network.after.toldToo')}`}
          value={after.warnings[clock].tell}
          onChange={onChange && ((next) => set(clock, { tell: next }))}
        />,
      ]}
    />
  );
};

/** Who acts after a denial. */
const Denial = ({ after, onChange }: Props) => {
  const { t } = useTranslation();
  const { mostDenials, leastPercent, fallsTo, decides } = after.denial;
  const set = onChange && ((part: Partial<AfterRules['denial']>) => onChange({ ...after, denial: { ...after.denial, ...part } }));
  const rows = [
    {
      label: t('network.after.leastPercent'),
      field: (label: string) => <Count label={label} least={1} most={90} value={leastPercent} onChange={set && ((next) => set({ leastPercent: next }))} />,
    },
    {
      label: t('network.after.mostDenials'),
      field: (label: string) => <Count label={label} least={1} most={4} value={mostDenials} onChange={set && ((next) => set({ mostDenials: next }))} />,
    },
    {
      label: t('network.after.fallsTo'),
      field: (label: string) => <OneLevel label={label} value={fallsTo} onChange={set && ((next) => set({ fallsTo: next }))} />,
    },
    {
      label: t('network.after.decides'),
      field: (label: string) => <OneLevel label={label} value={decides} onChange={set && ((next) => set({ decides: next }))} />,
    },
  ];
  return (
    <table className="network-rules network-clocks network-denial" aria-label={t('network.after.denial')}>
      <tbody>
        {rows.map(({ label, field }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{field(label)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** What follows the first dispatch, as part of the version: read by everybody who reads the rules, written in a draft. */
export const AfterTable = (props: Props) => {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('network.after.warnings')}</h3>
      <p>{t('network.after.warningsHint')}</p>
      <ScrollAside label={t('network.after.warnings')}>
        <Warnings {...props} />
      </ScrollAside>
      <h3>{t('network.after.escalation')}</h3>
      <p>{t('network.after.escalationHint')}</p>
      <ScrollAside label={t('network.after.escalation')}>
        <Escalation {...props} />
      </ScrollAside>
      <h3>{t('network.after.denial')}</h3>
      <p>{t('network.after.denialHint')}</p>
      <ScrollAside label={t('network.after.denial')}>
        <Denial {...props} />
      </ScrollAside>
    </>
  );
};

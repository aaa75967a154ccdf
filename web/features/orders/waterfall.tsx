import type { Order } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import './waterfall.css';

type Reason = Order['candidates'][number]['reasons'][number];

interface Step {
  readonly reason: Reason;
  readonly weight: number;
  readonly from: number;
  readonly to: number;
}

const stepsOf = (reasons: readonly Reason[]): Step[] => {
  let sum = 0;
  return reasons.map((reason) => {
    const from = sum;
    sum += reason.weight ?? 0;
    return { reason, weight: reason.weight ?? 0, from, to: sum };
  });
};

const signed = (weight: number) => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;

/** The reasons one under another, each bar beginning where the one before it ended: what they add up to is the chance. */
export const Waterfall = ({ reasons }: { reasons: readonly Reason[] }) => {
  const { language } = useLanguage();
  const steps = stepsOf(reasons);
  const low = Math.min(0, ...steps.map(({ to }) => to));
  const span = Math.max(1, ...steps.map(({ to }) => to)) - low;
  const percent = (value: number) => `${(100 * value) / span}%`;
  return (
    <ul className="waterfall">
      {steps.map(({ reason, weight, from, to }) => (
        <li key={`${reason.code}-${JSON.stringify(reason.params ?? {})}`}>
          <span>{wordReason(reason, language)}</span>
          {reason.weight !== undefined && (
            <>
              <span className="waterfall-track" aria-hidden="true">
                <span
                  className={weight < 0 ? 'is-against' : ''}
                  style={{ left: percent(Math.min(from, to) - low), width: `max(2px, ${percent(Math.abs(weight))})` }}
                />
              </span>
              <span className="waterfall-weight">{signed(weight)}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
};

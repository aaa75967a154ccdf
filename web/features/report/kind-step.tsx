import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemKind } from '#domain/contract/city.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { KindIcon } from './kind-icon.tsx';
import './kind-step.css';

interface Props {
  readonly kinds: readonly ProblemKind[];
  readonly kind: string | null;
  readonly someoneHurt: boolean;
  readonly error: string | undefined;
  readonly onKind: (code: string) => void;
  readonly onHurt: (hurt: boolean) => void;
}

/** What is wrong, as pictures with words, and whether someone is hurt. */
export const KindStep = ({ kinds, kind, someoneHurt, error, onKind, onHurt }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const [wantsAll, setWantsAll] = useState(false);
  const wells = kinds.filter(({ about }) => about === 'well');
  const isElsewhere = kind !== null && !wells.some(({ code }) => code === kind);
  const isShort = wells.length > 0 && wells.length < kinds.length && !wantsAll && !isElsewhere;
  return (
    <fieldset className="step" aria-describedby={error ? 'kind-error' : undefined}>
      <legend>{t('report.kind.title')}</legend>
      {error && (
        <p className="step-error" id="kind-error" role="alert">
          {error}
        </p>
      )}
      <label className="switch">
        <input type="checkbox" checked={someoneHurt} onChange={(event) => onHurt(event.target.checked)} />
        <span>{t('report.kind.hurt')}</span>
      </label>
      <div className="kinds">
        {(isShort ? wells : kinds).map(({ code, name, isEmergency }) => (
          <label key={code} className={`kind ${isEmergency ? 'kind-emergency' : ''}`}>
            <input type="radio" name="kind" value={code} checked={kind === code} onChange={() => onKind(code)} />
            <KindIcon code={code} />
            <span>{named(name)}</span>
          </label>
        ))}
      </div>
      {isShort && <Button onClick={() => setWantsAll(true)}>{t('report.kind.more')}</Button>}
    </fieldset>
  );
};

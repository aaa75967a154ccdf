import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, MatchReply } from '#domain/contract/match.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { wordCandidate } from './describe-candidate.ts';
import './which-step.css';

interface Props {
  readonly match: MatchReply;
  /** These lie where the person said before; where they say now is being looked up. */
  readonly isElsewhere: boolean;
  /** The place told is where the person stands. */
  readonly isHere: boolean;
  readonly choice: string | null;
  readonly onChoose: (choice: string | null) => void;
}

export interface Listed extends Candidate {
  readonly assetId: string;
}

/** Whether what is meant is likelier none of these than any: they are shown because nothing lies nearer. */
const areFar = (match: MatchReply, listed: readonly Listed[]): boolean => {
  const none = match.candidates.reduce((sum, { assetId, probability }) => (assetId === null ? sum + probability : sum), 0);
  return none > listed.reduce((sum, { probability }) => sum + probability, 0);
};

/** The candidates worth showing: registered, at most six, and none that is a hundred times less likely than the first. */
export const listedIn = (match: MatchReply | undefined): readonly Listed[] => {
  const registered = (match?.candidates ?? []).flatMap((candidate) => (candidate.assetId === null ? [] : [{ ...candidate, assetId: candidate.assetId }]));
  const best = registered[0]?.probability ?? 0;
  return registered.filter((candidate) => candidate.probability * 100 >= best).slice(0, 6);
};

const noteOf = (match: MatchReply, listed: readonly Listed[]): string => {
  if (listed.length === 0) return 'report.which.nothing';
  return areFar(match, listed) ? 'report.which.far' : 'report.which.hint';
};

const Choice = ({
  value,
  chosen,
  mark,
  title,
  line,
  onChoose,
}: {
  value: string | null;
  chosen: boolean;
  mark: string;
  title: string;
  line?: string;
  onChoose: (value: string | null) => void;
}) => (
  <label className="choice">
    <input type="radio" name="which" checked={chosen} onChange={() => onChoose(value)} />
    <span className="choice-mark" aria-hidden="true">
      {mark}
    </span>
    <span>
      <strong>{title}</strong>
      {line && <small>{line}</small>}
    </span>
  </label>
);

/** What a phone shows before it is scrolled; the map has the others' numbers. */
const few = 3;

/** Which one it is, each as a person standing there sees it; the numbers are those on the map. */
export const WhichStep = ({ match, isElsewhere, isHere, choice, onChoose }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { distance } = useFormat();
  const listed = listedIn(match);
  const [wantsAll, setWantsAll] = useState(false);
  const isShort = listed.length > few + 1 && !wantsAll && !listed.slice(few).some(({ assetId }) => assetId === choice);
  return (
    <fieldset className="step" disabled={isElsewhere} aria-busy={isElsewhere}>
      <legend>{t('report.which.title')}</legend>
      <p className="step-note">{t(noteOf(match, listed))}</p>
      <div className="choices">
        {(isShort ? listed.slice(0, few) : listed).map((candidate, index) => (
          <Choice
            key={candidate.assetId}
            value={candidate.assetId}
            chosen={choice === candidate.assetId}
            mark={String(index + 1)}
            {...wordCandidate(t, candidate, named, distance, isHere)}
            onChoose={onChoose}
          />
        ))}
        {isShort && (
          <Button look="quiet" onClick={() => setWantsAll(true)}>
            {t('report.which.more', { count: listed.length - few })}
          </Button>
        )}
        {listed.length > 0 && (
          <div className="choices-other">
            <Choice value={null} chosen={choice === null} mark="?" title={t('report.which.unsure')} onChoose={onChoose} />
            <Choice value="none" chosen={choice === 'none'} mark="×" title={t('report.which.none')} onChoose={onChoose} />
          </div>
        )}
      </div>
    </fieldset>
  );
};

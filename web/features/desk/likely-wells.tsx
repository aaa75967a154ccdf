import { Alert, Radio, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Candidate, MatchReply } from '#domain/contract/match.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { dot, dotted } from '../../ui/dotted.ts';
import { PlaceWords } from '../../ui/place-words.tsx';
import type { Picked } from './report-draft.ts';

interface Props {
  readonly reply: MatchReply | undefined;
  readonly isLooking: boolean;
  readonly error: unknown;
  readonly picked: Picked;
  readonly onPicked: (picked: Picked) => void;
}

const shown = 6;

const CandidateChoice = ({ candidate, rank }: { candidate: Candidate; rank: number }) => {
  const { language, named } = useLanguage();
  const { looks } = candidate;
  return (
    <Radio value={candidate.assetId}>
      <span className="likely">
        <strong>
          {rank}. {candidate.className && named(candidate.className)}
          {looks?.lettering && `${dot}${looks.lettering}`}
        </strong>
        <span className="likely-percent">{Math.round(candidate.probability * 100)}%</span>
        <small>{dotted(candidate.reasons.slice(0, 3).map((reason) => wordReason(reason, language)))}</small>
      </span>
    </Radio>
  );
};

/** An address that is being typed is not there yet: nothing went wrong. */
const NotLooked = ({ error }: { error: unknown }) => {
  const { language } = useLanguage();
  const isUnknown = error instanceof ProblemError && error.problem.code === 'address-not-found';
  return isUnknown ? <Alert type="warning" showIcon role="status" title={wordProblem(error, language)} /> : <ProblemNotice error={error} />;
};

/** Whose it likely is, while the caller still speaks; the numbers are those on the map. */
export const LikelyWells = ({ reply, isLooking, error, picked, onPicked }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  if (error) return <NotLooked error={error} />;
  if (!reply) return isLooking ? <Spin description={t('desk.new.looking')} /> : null;
  const owners = reply.owners.filter((owner) => owner.unitId !== null).slice(0, 3);
  const candidates = reply.candidates.filter((candidate) => candidate.assetId !== null).slice(0, shown);
  return (
    <section className="likely-wells" aria-busy={isLooking}>
      <Alert
        type={reply.action === 'dispatch' ? 'success' : 'info'}
        showIcon
        title={t(`desk.new.action.${reply.action}`)}
        description={<PlaceWords district={reply.place.districtName} street={reply.place.streetName} address={reply.place.address} />}
      />
      {candidates.length > 0 && (
        <fieldset>
          <legend>{t('desk.new.likely')}</legend>
          <Radio.Group vertical value={picked ?? 'unsure'} onChange={(event) => onPicked(event.target.value === 'unsure' ? null : event.target.value)}>
            <Radio value="unsure">{t('desk.new.unsure')}</Radio>
            {candidates.map((candidate, i) => (
              <CandidateChoice key={candidate.assetId} candidate={candidate} rank={i + 1} />
            ))}
            <Radio value="not-listed">{t('desk.new.notListed')}</Radio>
          </Radio.Group>
        </fieldset>
      )}
      {owners.length > 0 && (
        <p className="field-hint">
          {t('desk.new.owners')} {dotted(owners.map((owner) => `${named(owner.name)} ${Math.round(owner.probability * 100)}%`))}
        </p>
      )}
    </section>
  );
};

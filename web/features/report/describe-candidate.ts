import type { TFunction } from 'i18next';
import type { Candidate } from '#domain/contract/match.ts';
import type { Name } from '#domain/contract/terms.ts';
import { wordLooks } from '../../ui/word-looks.ts';

const whyOf: Readonly<Record<string, string>> = {
  'match-status': 'status',
  'match-words': 'words',
  'match-lettering': 'lettering',
  'match-shape': 'shape',
};

/** Why one that lies farther away may stand before a nearer one: what else speaks for it. */
const wordWhy = (t: TFunction, { reasons }: Candidate): string[] =>
  reasons.flatMap(({ code, params }) => (whyOf[code] ? [t(`report.which.why.${whyOf[code]}`, { words: params?.['words'] })] : []));

/** The heading and the line beneath it of one candidate. */
export const wordCandidate = (
  t: TFunction,
  candidate: Candidate,
  named: (name: Name) => string,
  distance: (metres: number) => string,
  isHere: boolean,
): { title: string; line: string } => {
  const className = candidate.className ? named(candidate.className) : '';
  const title = wordLooks(t, candidate.looks, className);
  const parts = [
    title === className ? '' : className,
    candidate.distanceM === null || candidate.distanceM < 0.5
      ? ''
      : t(isHere ? 'report.which.awayYou' : 'report.which.away', { distance: distance(candidate.distanceM) }),
    ...wordWhy(t, candidate),
    candidate.looks?.lettering ? t('looks.lettering', { lettering: candidate.looks.lettering }) : '',
  ];
  return { title, line: parts.filter(Boolean).join(t('common.comma')) };
};

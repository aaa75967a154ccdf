import type { TFunction } from 'i18next';
import type { Candidate } from '#domain/contract/match.ts';
import type { Name } from '#domain/contract/terms.ts';
import { wordLooks } from '../../ui/word-looks.ts';

/** The heading and the line beneath it of one candidate. */
export const wordCandidate = (
  t: TFunction,
  candidate: Candidate,
  named: (name: Name) => string,
  distance: (metres: number) => string,
): { title: string; line: string } => {
  const className = candidate.className ? named(candidate.className) : '';
  const title = wordLooks(t, candidate.looks, className);
  const parts = [
    title === className ? '' : className,
    candidate.distanceM === null || candidate.distanceM < 0.5 ? '' : t('report.which.away', { distance: distance(candidate.distanceM) }),
    candidate.looks?.lettering ? t('looks.lettering', { lettering: candidate.looks.lettering }) : '',
  ];
  return { title, line: parts.filter(Boolean).join(t('common.comma')) };
};

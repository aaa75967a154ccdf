import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Matching } from '#domain/contract/matching.ts';
import { useFormat } from '../../../client/use-format.ts';
import { ScrollAside } from '../../../staff/scroll-aside.tsx';
import { type Chosen, groupHref, matchingHref } from './address.ts';
import { type GroupName, useGroupName } from './use-chosen-names.ts';
import { useShares } from './use-shares.ts';

const shownFirst = 8;
const columns = ['answers', 'right', 'interval', 'wrong', 'misdispatched', 'questions', 'said', 'error'] as const;

interface Props {
  readonly city: City;
  readonly name: GroupName;
  readonly chosen: string | undefined;
  readonly groups: Matching['channels'];
}

const GroupRow = ({ city, name, chosen, group }: Omit<Props, 'groups'> & { group: Matching['channels'][number] }) => {
  const format = useFormat();
  const search = useSearch();
  const { percent, interval, perThousand } = useShares();
  const groupName = useGroupName(city);
  const { code, answers, right, misdispatched, heard, asked, questions } = group;
  const isChosen = code === chosen;
  const to = (which: Chosen['which'], count: number, shown: string) => (count === 0 ? shown : <Link href={groupHref(search, name, code, which)}>{shown}</Link>);
  return (
    <tr aria-current={isChosen ? 'true' : undefined}>
      <th scope="row">
        <Link href={matchingHref(search, { [name]: isChosen ? null : code })}>{groupName(name, group)}</Link>
      </th>
      <td>
        <Link href={groupHref(search, name, code)}>{format.number(answers)}</Link>
      </td>
      <td>{to('right', right, percent(right / answers))}</td>
      <td className="quiet">{interval(group)}</td>
      <td>{to('wrong', answers - right, format.number(answers - right))}</td>
      <td>{to('misdispatched', misdispatched, perThousand(misdispatched, answers))}</td>
      <td>{to('asked', asked, perThousand(questions, heard))}</td>
      <td>{percent(group.said)}</td>
      <td>{percent(group.error)}</td>
    </tr>
  );
};

/** One dimension's groups, those with most answers first: what opens a name narrows the page, what opens a number shows its orders. */
const GroupTable = ({ city, name, chosen, groups }: Props) => {
  const { t } = useTranslation();
  const [isWhole, setIsWhole] = useState(false);
  const chosenAt = groups.findIndex(({ code }) => code === chosen);
  const shown = isWhole ? groups : groups.slice(0, Math.max(shownFirst, chosenAt + 1));
  return (
    <div className="analysis-card">
      <h2>{t(`analysis.matching.by.${name}`)}</h2>
      {groups.length === 0 ? (
        <p className="quiet">{t('analysis.none')}</p>
      ) : (
        <ScrollAside label={t(`analysis.matching.by.${name}`)}>
          <table className="matching-table matching-groups">
            <thead>
              <tr>
                <th scope="col">{t(`analysis.matching.name.${name}`)}</th>
                {columns.map((key) => (
                  <th scope="col" key={key}>
                    {t(`analysis.matching.column.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((group) => (
                <GroupRow key={group.code} city={city} name={name} chosen={chosen} group={group} />
              ))}
            </tbody>
          </table>
        </ScrollAside>
      )}
      {groups.length > shown.length && (
        <button type="button" className="analysis-more" onClick={() => setIsWhole(true)}>
          {t('analysis.more', { count: groups.length - shown.length })}
        </button>
      )}
    </div>
  );
};

/** By channel, district and class; each is narrowed by the choices in the others. */
export const SaidGroups = ({ city, matching, chosen }: { city: City; matching: Matching; chosen: Chosen }) => (
  <div className="matching-cards">
    <GroupTable city={city} name="channel" chosen={chosen.channel} groups={matching.channels} />
    <GroupTable city={city} name="place" chosen={chosen.placeCode} groups={matching.districts} />
    <GroupTable city={city} name="class" chosen={chosen.classCode} groups={matching.classes} />
  </div>
);

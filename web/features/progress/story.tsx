import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { CallersPhoto, Photo } from '#domain/contract/terms.ts';
import { useCity } from '../../client/city.ts';
import type { LiveState } from '../../client/listen.ts';
import { useFormat } from '../../client/use-format.ts';
import { useNow } from '../../client/use-now.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CityMap } from '../../map/lazy-city-map.tsx';
import { Button } from '../../ui/button.tsx';
import { DueLeft } from '../../ui/due-left.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PlaceWords } from '../../ui/place-words.tsx';
import { AddMore } from './add-more.tsx';
import { Judge } from './judge.tsx';
import { type NextClock, nextClock } from './next-clock.ts';
import { stateWord } from './state-word.ts';
import { Timeline } from './timeline.tsx';

const PhotoRow = ({ photos, label }: { photos: readonly Photo[]; label: string }) => (
  <ul className="story-photos">
    {photos.map(({ id, url, width, height }, index) => (
      <li key={id}>
        <a href={url}>
          <img src={url} width={width} height={height} alt={`${label} ${index + 1}`} loading="lazy" />
        </a>
      </li>
    ))}
  </ul>
);

/** The reporter's own photos; of an erased one, that it was there. */
const OwnPhotos = ({ photos }: { photos: readonly CallersPhoto[] }) => {
  const { t } = useTranslation();
  const { date } = useFormat();
  const [erased] = photos.flatMap(({ erasedAt }) => erasedAt ?? []);
  if (erased === undefined) return <PhotoRow photos={photos} label={t('progress.ownPhoto')} />;
  return <p>{t('progress.photosErased', { count: photos.length, day: date(erased) })}</p>; // a report's are erased at once
};

/** What is due next: how long still, and exactly when. */
const Due = ({ word, dueAt }: NextClock) => {
  const { t } = useTranslation();
  const { deadline } = useFormat();
  const now = useNow();
  if (dueAt === null) return <p className="story-clock">{t(`progress.clock.${word}`)}</p>;
  const promised = Date.parse(dueAt) < now ? `progress.clock.missed.${word}` : `progress.clock.${word}`;
  return (
    <p className="story-clock">
      <DueLeft dueAt={dueAt} /> <time dateTime={dueAt}>{t(promised, { at: deadline(dueAt) })}</time>
    </p>
  );
};

const Clock = ({ story }: { story: ReportStory }) => {
  const clock = nextClock(story);
  return clock && <Due {...clock} />;
};

const isAhead = (state: ReportStory['state']) => ['dispatched', 'signed', 'contacted', 'in_progress', 'paused'].includes(state);

/** Whether this caller was contacted, is still to be, or left nothing to be contacted by. */
const OwnContact = ({ story }: { story: ReportStory }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const { state, contactedAt, contactDueAt, hasContact } = story;
  if (contactedAt) return <p className="story-clock story-clock-kept">{t('progress.contactedAt', { at: instant(contactedAt) })}</p>;
  if (!isAhead(state)) return null;
  if (!hasContact) return <p>{t('progress.noContact')}</p>;
  if (!contactDueAt || nextClock(story)?.word === 'contact') return null;
  return <Due word="contact" dueAt={contactDueAt} />;
};

const Where = ({ story }: { story: ReportStory }) => {
  const { t } = useTranslation();
  const { data: city } = useCity();
  const [hasMap, setHasMap] = useState(true);
  const marks = useMemo(() => [{ id: 'pin', position: story.position, label: t('report.pin'), tone: 'pin' as const }], [story.position, t]);
  return (
    <section>
      <h2>{t('progress.where')}</h2>
      <p>
        <PlaceWords {...story.place} address={story.address} />
      </p>
      {city && hasMap && (
        <div className="story-map">
          <CityMap
            label={t('progress.map')}
            centre={story.position}
            zoom={17.6}
            marks={marks}
            basemapStyleUrl={city.basemapStyleUrl}
            isDemo={city.isDemo}
            onUnavailable={() => setHasMap(false)}
          />
        </div>
      )}
    </section>
  );
};

/** What the reporter said and showed, at first and later, and where they say more. */
const Said = ({ story }: { story: ReportStory }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const { text, photos, additions, mayAdd } = story;
  if (!text && photos.length === 0 && additions.length === 0 && !mayAdd) return null;
  return (
    <section className="story-said">
      <h2>{t('progress.said')}</h2>
      {text && <p className="story-text">{text}</p>}
      <OwnPhotos photos={photos} />
      {additions.map((one, i) => (
        // Never taken out, and only ever longer at its end.
        // biome-ignore lint/suspicious/noArrayIndexKey: two of one moment have nothing else of their own
        <div key={i} className="story-added">
          <time dateTime={one.at}>{t('progress.add.at', { at: instant(one.at) })}</time>
          {one.text && <p className="story-text">{one.text}</p>}
          <OwnPhotos photos={one.photos} />
        </div>
      ))}
      {!story.isFollowed && <AddMore number={story.number} mayAdd={mayAdd} />}
    </section>
  );
};

/** That it is a neighbour's, and the way to follow it no more. */
const Followed = ({ onLetGo }: { onLetGo: () => void }) => {
  const { t } = useTranslation();
  return (
    <div className="story-followed">
      <p>{t('progress.followed')}</p>
      <Button onClick={onLetGo}>{t('progress.letGo.button')}</Button>
    </div>
  );
};

/** A report as its reporter reads it: how it stands, the clock, the answer, the story, the place. */
export const Story = ({ story, live, onLetGo }: { story: ReportStory; live: LiveState; onLetGo: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { date } = useFormat();
  return (
    <>
      <section className="story-now" aria-live="polite">
        <p className="story-kind">
          {named(story.kind.name)}
          {story.isHazard && <span className="story-hazard">{t('progress.hazard')}</span>}
        </p>
        <strong className="story-state" data-testid="report-state" data-state={story.state}>
          {t(`progress.state.${stateWord(story)}`)}
        </strong>
        <p>{t('progress.unit', { unit: named(story.unit) })}</p>
        <Clock story={story} />
        {story.isFollowed ? <Followed onLetGo={onLetGo} /> : <OwnContact story={story} />}
        {story.resumesOn && <p className="story-clock">{t('progress.pausedUntil', { day: date(story.resumesOn) })}</p>}
        <p className="story-number">
          {t('progress.number')} <span>{story.number}</span>
          {live === 'catching-up' && <em>{t('progress.catchingUp')}</em>}
        </p>
      </section>
      {story.reply && (
        <section>
          <h2>{t('progress.reply')}</h2>
          <Notice tone="good">
            <p className="story-text">{story.reply}</p>
          </Notice>
          <PhotoRow photos={story.replyPhotos} label={t('progress.replyPhoto')} />
        </section>
      )}
      {(story.mayJudge || story.judged) && <Judge story={story} />}
      <Timeline story={story} />
      <Where story={story} />
      <Said story={story} />
    </>
  );
};

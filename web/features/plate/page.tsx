import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { call } from '../../client/call.ts';
import { useCity } from '../../client/city.ts';
import { useOwnPlace } from '../../client/own-place.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { getAsset } from '../../client/routes.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { AssetCard } from './asset-card.tsx';
import { Suggestions } from './suggestion-list.tsx';
import { suggestionsIn } from './suggestions.ts';
import './plate.css';
import './words.ts';

const PlateForm = ({ typed }: { typed: string }) => {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [value, setValue] = useState(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim()) go(`/a/${encodeURIComponent(value.trim())}`);
  };
  return (
    <form onSubmit={submit}>
      <Field
        label={t('plate.number')}
        hint={t('plate.numberHint')}
        value={value}
        required
        onChange={(event) => setValue(event.target.value)}
        maxLength={64}
        autoCapitalize="characters"
        spellCheck={false}
        action={<Button type="submit">{t('plate.look')}</Button>}
      />
    </form>
  );
};

const isMistyped = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'plate-mistyped';

/** The public is offered only numbers around the place where it stands. */
const NearMe = ({ onFound }: { onFound: (near: string) => void }) => {
  const { t } = useTranslation();
  const ask = useOwnPlace(onFound);
  return <Button onClick={ask}>{t('plate.nearMe')}</Button>;
};

const Plate = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const city = useCity();
  const [near, setNear] = useState<string>();
  const asset = useQuery({
    queryKey: ['asset', id, near],
    queryFn: ({ signal }) => call(getAsset, { params: { id }, query: near === undefined ? {} : { near }, signal }),
  });
  if (asset.data) return <AssetCard asset={asset.data} />;
  if (!asset.error) return <Waiting />;
  const isWrong = asset.error instanceof ProblemError && asset.error.problem.status > 0 && asset.error.problem.status < 500;
  return (
    <>
      <Notice tone="bad">
        <p>{wordProblem(asset.error, language)}</p>
        {!isWrong && <Button onClick={() => void asset.refetch()}>{t('common.again')}</Button>}
      </Notice>
      {city.data && <Suggestions ids={suggestionsIn(asset.error, id, city.data)} />}
      {isMistyped(asset.error) && near === undefined && <NearMe onFound={setNear} />}
      <PlateForm typed={id} />
    </>
  );
};

/** `/a/<plate>`: what a QR on a cover opens. */
export default function PlatePage() {
  const { t } = useTranslation();
  const { id } = useParams<{ id?: string }>();
  return (
    <PageFrame title={t('plate.title')}>
      <main className="plate">
        <h1>{t('plate.title')}</h1>
        {id ? <Plate key={id} id={id} /> : <PlateForm typed="" />}
      </main>
    </PageFrame>
  );
}

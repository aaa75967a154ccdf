import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Import } from '#domain/contract/imports.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { forgetSource } from '../../staff/registry-routes.ts';
import { useStep } from './queries.ts';
import { useScopeName } from './scope-name.ts';

/** More headings than these are counted, not named. */
const namedHeadings = 4;

/** What a scope itself said of a source: some headings, rules, its coordinates, words. */
const useOwnSaid = () => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const list = new Intl.ListFormat(language, { style: 'narrow' });
  return ({ headings, rules, coordinates, words }: NonNullable<Import['memory']>['own']): string =>
    list.format([
      ...(headings.length > namedHeadings ? [t('census.memory.columns', { count: headings.length })] : []),
      ...(headings.length <= namedHeadings ? headings.map((name) => t('census.memory.column', { name })) : []),
      ...(coordinates ? [t('census.memory.coordinates')] : []),
      ...(rules.length > 0 ? [t('census.memory.rules', { count: rules.length })] : []),
      ...(words > 0 ? [t('census.memory.words', { count: words })] : []),
    ]);
};

/** Takes back what the file's scope said of its source; the file is filled in anew as wider scopes say. */
const Forget = ({ one, own, wider }: { one: Import; own: string; wider: string | null }) => {
  const { t } = useTranslation();
  const forget = useStep<void>(one.id, () => call(forgetSource, { params: { id: one.id } }));
  return (
    <>
      <Popconfirm
        placement="bottomLeft"
        title={t('census.memory.forgetSure', { own, source: one.source })}
        description={wider === null ? t('census.memory.forgetMeans') : t('census.memory.forgetMeansWider', { wider })}
        okText={t('census.memory.forgetYes')}
        cancelText={t('staff.back')}
        onConfirm={() => forget.mutate()}
      >
        <Button size="small" loading={forget.isPending}>
          {wider === null ? t('census.memory.forget') : t('census.memory.follow', { wider })}
        </Button>
      </Popconfirm>
      {forget.isError && <ProblemNotice error={forget.error} />}
    </>
  );
};

/** Whose memory of the source the columns, coordinates and rules below come from, and whose they will be. */
export const Memory = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useScopeName();
  const ownSaid = useOwnSaid();
  const { source, scope, memory } = one;
  const own = nameOf(scope);
  if (memory === null) return <p className="field-hint">{t('census.settings.columnsHint', { source, own })}</p>;
  const at = format.instant(memory.updatedAt);
  if (!memory.isOwn) return <p className="field-hint">{t('census.settings.widerMemory', { source, own, whose: nameOf(memory.scope), at })}</p>;
  const wider = memory.wider && nameOf(memory.wider);
  return (
    <div className="census-memory">
      <p className="field-hint">
        {wider === null
          ? t('census.settings.ownMemory', { source, own, at })
          : t('census.settings.ownOverWider', { source, own, wider, at, said: ownSaid(memory.own) })}
      </p>
      <Forget one={one} own={own} wider={wider} />
    </div>
  );
};

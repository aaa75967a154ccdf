import { Button, Empty, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { AssetRow } from '#domain/contract/assets.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { useAssets } from './assets.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { StatusTag } from './tags.tsx';
import './assets.css';
import { useIntoView } from './use-into-view.ts';

const AssetLine = ({ asset, href, isChosen, showOwner }: { asset: AssetRow; href: string; isChosen: boolean; showOwner: boolean }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const line = useIntoView(isChosen);
  return (
    <li ref={line}>
      <Link href={href} className="asset-line" aria-current={isChosen ? 'true' : undefined}>
        <span className="asset-line-top">
          <strong>{named(asset.className)}</strong>
          <StatusTag status={asset.status} />
        </span>
        <span className="mono">{formatPlate(asset.id)}</span>
        <span className="asset-line-where">
          {asset.address ? `${asset.address} · ` : ''}
          {named(asset.street)}
        </span>
        {showOwner && <span className="asset-line-where">{asset.owner ? named(asset.owner.name) : t('staff.ownerless')}</span>}
      </Link>
    </li>
  );
};

interface Props {
  readonly found: ReturnType<typeof useAssets>;
  readonly hrefOf: (id: string) => string;
  readonly chosenId: string | null;
  readonly label: string;
  readonly none: string;
  readonly noneHint: string;
  readonly showOwner?: boolean;
}

/** Assets found, in all conditions: loading, failed, none, some, more to come. */
export const AssetLines = ({ found, hrefOf, chosenId, label, none, noneHint, showOwner = false }: Props) => {
  const { t } = useTranslation();
  if (found.isPending) return <Skeleton active paragraph={{ rows: 8 }} className="asset-pad" />;
  if (found.isError)
    return (
      <div className="asset-pad">
        <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />
      </div>
    );
  const assets = found.data.pages.flatMap((page) => page.assets);
  if (assets.length === 0)
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={none} className="asset-pad">
        <p className="field-hint">{noneHint}</p>
      </Empty>
    );
  return (
    <nav aria-label={label} className="asset-lines">
      <ul className="plain-list">
        {assets.map((asset) => (
          <AssetLine key={asset.id} asset={asset} href={hrefOf(asset.id)} isChosen={asset.id === chosenId} showOwner={showOwner} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('staff.more')}
        </Button>
      )}
    </nav>
  );
};

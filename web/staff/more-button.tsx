import { Button, type ButtonProps } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props extends Pick<ButtonProps, 'block' | 'type'> {
  readonly list: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => unknown };
}

/** What brings more of a list that goes on: as wide as its words, or, as a line of a narrow list (`block`), as the list. */
export const MoreButton = ({ list, ...look }: Props) => {
  const { t } = useTranslation();
  if (!list.hasNextPage) return null;
  return (
    <Button className="more-button" {...look} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t('staff.more')}
    </Button>
  );
};

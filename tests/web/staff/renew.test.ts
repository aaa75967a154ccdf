import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renew } from '../../../web/staff/renew.ts';

describe('what a page shows, after a change', () => {
  let queries: QueryClient;
  beforeEach(() => {
    queries = new QueryClient();
  });
  afterEach(() => queries.clear());

  /** A server that answers each question only when it is told to. */
  const aServer = () => {
    const asked: { readonly page: unknown; readonly answer: (what: string) => void; readonly signal: AbortSignal }[] = [];
    const ask = ({ pageParam, signal }: { pageParam?: unknown; signal: AbortSignal }) =>
      new Promise<string>((answer) => asked.push({ page: pageParam, answer, signal }));
    const answer = async (nth: number, what: string) => {
      asked[nth]?.answer(what);
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { asked, ask, answer };
  };
  const watch = ({ ask }: Pick<ReturnType<typeof aServer>, 'ask'>) => {
    const seen = new QueryObserver(queries, { queryKey: ['order', '7'], queryFn: ask });
    return { seen, stop: seen.subscribe(() => undefined) };
  };

  it('is asked once more where its first load is still on its way, which may be older than the change', async () => {
    const { asked, ask, answer } = aServer();
    const { seen, stop } = watch({ ask });
    const renewed = renew(queries, ['order']);
    await answer(0, 'as it was');
    expect([asked.length, asked[0]?.signal.aborted]).toEqual([2, false]);
    await answer(1, 'as it is');
    await renewed;
    expect(seen.getCurrentResult().data).toBe('as it is');
    stop();
  });

  it('is asked at once where a look that is only repeated hangs', async () => {
    const { asked, ask, answer } = aServer();
    const { seen, stop } = watch({ ask });
    await answer(0, 'as it was');
    void seen.refetch();
    const renewed = renew(queries, ['order']);
    expect([asked.length, asked[1]?.signal.aborted]).toEqual([3, true]);
    await answer(2, 'as it is');
    await renewed;
    expect(seen.getCurrentResult().data).toBe('as it is');
    stop();
  });

  it('has the more of a list that somebody is waiting for, and is asked with it', async () => {
    const { asked, ask, answer } = aServer();
    const list = new InfiniteQueryObserver(queries, {
      queryKey: ['orders', {}],
      queryFn: ask,
      initialPageParam: 1,
      getNextPageParam: (_, all) => all.length + 1,
    });
    const stop = list.subscribe(() => undefined);
    await answer(0, 'the first as it was');
    void list.fetchNextPage();
    const renewed = renew(queries, ['orders']);
    await answer(1, 'the second as it was');
    await answer(2, 'the first as it is');
    await answer(3, 'the second as it is');
    await renewed;
    expect(asked.map(({ page }) => page)).toEqual([1, 2, 1, 2]);
    expect(list.getCurrentResult().data?.pages).toEqual(['the first as it is', 'the second as it is']);
    stop();
  });
});

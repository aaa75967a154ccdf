import { useQuery } from '@tanstack/react-query';
import type { Name } from '#domain/contract/terms.ts';
import { call } from './call.ts';
import { listRoadNames } from './routes.ts';

const mostAtOnce = 40;
const gatherMs = 20;

interface Waiting {
  readonly road: string;
  readonly settle: (name: Promise<Name | null>) => void;
}
let waiting: Waiting[] = [];

const askTogether = (): void => {
  const asked = waiting;
  waiting = [];
  for (let at = 0; at < asked.length; at += mostAtOnce) {
    const some = asked.slice(at, at + mostAtOnce);
    const reply = call(listRoadNames, { query: { names: some.map(({ road }) => road).join(',') } });
    for (const { road, settle } of some) settle(reply.then(({ roads }) => roads.find(({ zh }) => zh === road) ?? null));
  }
};

/** A list of addresses asks for its roads in one request. */
const loadRoadName = (road: string): Promise<Name | null> =>
  new Promise((settle) => {
    if (waiting.length === 0) setTimeout(askTogether, gatherMs);
    waiting.push({ road, settle });
  });

/** A road's name in both languages; null while unknown, for a road that the city does not have, and for no road. */
export const useRoadName = (road: string | null): Name | null =>
  useQuery({ queryKey: ['road-name', road], queryFn: () => loadRoadName(road ?? ''), enabled: road !== null, staleTime: Number.POSITIVE_INFINITY }).data ??
  null;

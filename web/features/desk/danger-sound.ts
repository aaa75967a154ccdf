import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../client/call.ts';
import { listOrders } from '../../staff/routes.ts';
import { hasNewDanger } from './new-danger.ts';

/** Two short tones, drawn by the browser: nothing is fetched. */
export const ringForDanger = (): void => {
  const audio = new AudioContext();
  for (const [at, hertz] of [
    [0, 880],
    [0.22, 660],
  ] as const) {
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.2, audio.currentTime + at);
    loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.2);
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.2);
  }
  setTimeout(() => void audio.close(), 1000);
};

/** A finger counts once it is lifted. */
const touches = ['pointerdown', 'pointerup', 'keydown'] as const;
const mayTakeMs = 500;

/** Whether the browser keeps the page silent: one that its reader has not touched since it was opened is, and only a sound that is begun tells. */
export const useIsSilenced = (isOn: boolean): boolean => {
  const [isSilenced, setIsSilenced] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const audio = new AudioContext();
    const see = () => {
      setIsSilenced(audio.state === 'suspended');
      if (audio.state === 'running') void audio.close(); // nothing more to learn
    };
    const wake = () => void (audio.state === 'suspended' && audio.resume());
    const timer = setTimeout(see, mayTakeMs);
    audio.addEventListener('statechange', see);
    for (const touch of touches) addEventListener(touch, wake);
    return () => {
      clearTimeout(timer);
      audio.removeEventListener('statechange', see);
      for (const touch of touches) removeEventListener(touch, wake);
      if (audio.state !== 'closed') void audio.close();
      setIsSilenced(false);
    };
  }, [isOn]);
  return isSilenced;
};

const most = 100;

/** Rings when a danger is in the reader's reach that was not there before, whatever the queue is filtered to. */
export const useDangerSound = (isOn: boolean): void => {
  const known = useRef<readonly string[] | null>(null);
  const dangers = useQuery({
    queryKey: ['orders', 'dangers'],
    // The one that came last first: among the soonest due it might lie behind all that is asked for.
    queryFn: ({ signal }) => call(listOrders, { query: { state: 'dispatched', hazard: true, sort: 'newest', limit: most }, signal }),
    enabled: isOn,
  });
  const ids = dangers.data?.orders.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (ids === undefined) return;
    const now = ids.split(' ').filter(Boolean);
    const isNew = known.current !== null && hasNewDanger(known.current, now, most);
    known.current = now;
    if (isNew && isOn) ringForDanger();
  }, [ids, isOn]);
};

import type { PosterProps } from '../features/poster/Poster.tsx';
import { fairRaffle, fairWithPicture } from './event-states.ts';
import { raffleView } from './fixtures.ts';

export interface PosterGalleryState extends Pick<PosterProps, 'raffle' | 'size'> {
  readonly name: string;
}

/** Posters with much and with little to say. */
export const posterStates: readonly PosterGalleryState[] = [
  { name: 'poster', raffle: fairRaffle(), size: 'A4' },
  { name: 'poster-with-picture', raffle: fairWithPicture, size: 'A4' },
  { name: 'poster-small', raffle: raffleView(), size: 'A6' },
];

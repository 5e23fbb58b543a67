import type * as kit from './kit.ts';

export type CheckKit = typeof kit;

export async function loadCheckKit(): Promise<CheckKit> {
  return import(/* webpackChunkName: "check" */ './kit.ts');
}

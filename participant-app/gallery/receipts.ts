import { checkReceipt } from '../features/receipts/check-receipt.ts';
import type { ReceiptsState } from '../features/receipts/receipts-state.ts';

/** Real receipts of a log of 44 entries, signed by a key that was made for them. */
const texts: Readonly<Record<number, string>> = {
  42: [
    'c2sp.org/tlog-proof@v1',
    'extra eyJhdCI6IjIwMjYtMDMtMDJUMTA6MTU6MDAuMDAwWiIsImhvbGRlciI6InE4M3ZBU05GWjRtcnplOEJJMFZuaVEiLCJudW1iZXIiOjQyLCJ0eXBlIjoidGlja2V0LXNvbGQifQ==',
    'index 42',
    'cdVPAWFvreCtmkEvThYh9nHlcfpzV2o+Kg8c+bbfOcA=',
    'oktj9w7nR40zzWqAPqzYunn4gf7SzxSHMWBuW1u3lio=',
    'iBQfbIuSEOxlq/bbGwNEW3KwQRiZqlAqiqCAkFsYJUY=',
    'N4vn32xi9dnkGEEtlcQrPD/Cz31PidkgQ/9/t3f71a8=',
    '',
    'raffle.example.org/raffles/spring',
    '44',
    'f91DLGkCRz5wriFw1gB9DyXvl/l0GQwNj02npadB3/c=',
    '',
    '— raffle.example.org/raffles/spring OfHXtocpLGfG6135feBephqeaZ60uFPcj8MoJuuaFRMTmz2idvlCSaxmb8DX7KMZOyfkvb3Gop3jVJE/L38idPSTuQQ=',
    '',
  ].join('\n'),
  43: [
    'c2sp.org/tlog-proof@v1',
    'extra eyJhdCI6IjIwMjYtMDMtMDJUMTA6MTU6MDAuMDAwWiIsImhvbGRlciI6InE4M3ZBU05GWjRtcnplOEJJMFZuaVEiLCJudW1iZXIiOjQzLCJ0eXBlIjoidGlja2V0LXNvbGQifQ==',
    'index 43',
    'd1rzxFaTEx/t+uPI5GCeeakmIeqNMOCaRnXLS3ah1nc=',
    'oktj9w7nR40zzWqAPqzYunn4gf7SzxSHMWBuW1u3lio=',
    'iBQfbIuSEOxlq/bbGwNEW3KwQRiZqlAqiqCAkFsYJUY=',
    'N4vn32xi9dnkGEEtlcQrPD/Cz31PidkgQ/9/t3f71a8=',
    '',
    'raffle.example.org/raffles/spring',
    '44',
    'f91DLGkCRz5wriFw1gB9DyXvl/l0GQwNj02npadB3/c=',
    '',
    '— raffle.example.org/raffles/spring OfHXtocpLGfG6135feBephqeaZ60uFPcj8MoJuuaFRMTmz2idvlCSaxmb8DX7KMZOyfkvb3Gop3jVJE/L38idPSTuQQ=',
    '',
  ].join('\n'),
};

export const receiptLogKey =
  'raffle.example.org/raffles/spring+39f1d7b6+ARl/ayPhbIUyxqvIOPrNXqeJvgx2spIDNAOb+os9No1h';
export const anotherLogKey =
  'raffle.example.org/raffles/spring+050769f0+AUUIoHqpQXB/PrLblMiJeoCywRl0drbeITrCc999hsT/';

/** The state of a browser that has stored the receipts of these tickets. */
export function keptReceipts(
  numbers: readonly number[],
  changes: Partial<ReceiptsState> = {},
): ReceiptsState {
  const { logKey = receiptLogKey } = changes;
  const isUnseen = 'logKey' in changes && changes.logKey === undefined;
  const receipts = numbers.map((number) => {
    const text = texts[number] ?? '';
    return [
      number,
      checkReceipt({ number, sale: number, text }, isUnseen ? undefined : logKey),
    ] as const;
  });
  return {
    title: 'Spring raffle of the Riverside rowing club',
    isRehearsal: false,
    receipts: new Map(receipts),
    logKey,
    denied: new Set(),
    isKept: true,
    ...changes,
  };
}

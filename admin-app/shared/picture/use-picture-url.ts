import { useQuery } from '@tanstack/react-query';
import { useService } from '../service-context.ts';

/**
 * The uploaded picture as a `data:` URL: the policy of this page shows no picture of another origin.
 *
 * @param picture SHA-256, or empty for none.
 */
export function usePictureUrl(picture: string): string | undefined {
  const { serviceUrl } = useService();
  const { data } = useQuery({
    queryKey: ['picture', serviceUrl, picture],
    queryFn: async ({ signal }) => {
      const reply = await fetch(new URL(`/api/pictures/${picture}`, serviceUrl), { signal });
      if (!reply.ok) throw new Error(`The picture is not there: ${reply.status}.`);
      return toDataUrl(await reply.blob());
    },
    enabled: picture !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

async function toDataUrl(blob: Blob): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result : ''),
    );
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}

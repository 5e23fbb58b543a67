import { checkBareRoot } from './try/check-bare-root.ts';
import { checkImage } from './try/check-image.ts';

/**
 * Tries packaging/Dockerfile with a container engine, or where there is none, its last stage in a bare
 * root folder:
 *
 *     npm run try-image -- podman
 *
 *     debootstrap --variant=minbase --include=libatomic1 bookworm /tmp/bookworm
 *     npm run release && npm run try-image -- /tmp/bookworm
 */
const [word] = process.argv.slice(2);
if (word === undefined)
  throw new Error('Give docker, podman, or the folder of a Debian base system.');
if (word === 'docker' || word === 'podman') await checkImage(word);
else checkBareRoot(word);

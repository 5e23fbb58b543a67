import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { testStoreBehaviour } from '../support/store-behaviour.ts';

testStoreBehaviour('the lowdb store', async (t) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  return {
    store,
    async reopen() {
      await close();
      return (await openFolder(t, path)).store;
    },
  };
});

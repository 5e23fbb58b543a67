import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { testStoreClosings } from '../support/store-closings.ts';

testStoreClosings('the lowdb store', async (t, options) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path, options);
  return {
    store,
    async reopen() {
      await close();
      return (await openFolder(t, path, options)).store;
    },
  };
});

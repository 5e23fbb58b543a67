import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { testStoreBehaviour, type OpenStore } from '../support/store-behaviour.ts';
import { testStoreDeletions } from '../support/store-deletions.ts';

const openLowdb: OpenStore = async (t) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  return {
    store,
    async reopen() {
      await close();
      return (await openFolder(t, path)).store;
    },
  };
};

testStoreBehaviour('the lowdb store', openLowdb);
testStoreDeletions('the lowdb store', openLowdb);

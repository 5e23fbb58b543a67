import { createRoot } from 'react-dom/client';
import { openOffline } from './open-offline.ts';
import { Page } from './Page.tsx';
import './page.css';

createRoot(document.getElementById('page')!).render(
  <Page path={location.pathname} search={location.search} />,
);
void openOffline();

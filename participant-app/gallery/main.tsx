import { createRoot } from 'react-dom/client';
import '../app/page.css';
import { addGerman } from '../shared/messages/german.ts';
import { Gallery } from './Gallery.tsx';

const container = document.getElementById('page');
if (container === null) throw new Error('index.html has no element with the id "page".');
addGerman();
createRoot(container).render(
  <main>
    <Gallery />
  </main>,
);

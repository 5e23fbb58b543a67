import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { Start } from './AdminApp.tsx';
import './page.css';

// Otherwise zod tries to compile code, and the content security policy reports a violation.
z.config({ jitless: true });

const container = document.getElementById('page');
if (container === null) throw new Error('index.html has no element #page.');
createRoot(container).render(<Start search={location.search} />);

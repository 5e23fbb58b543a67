import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { Start } from './Start.tsx';
import './page.css';

// zod would try whether it may compile code, and the policy would report that.
z.config({ jitless: true });

createRoot(document.getElementById('page')!).render(<Start search={location.search} />);

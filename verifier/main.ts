import { showVerifier } from './show-verifier.ts';
import { wordsFor } from './words.ts';

showVerifier(document.body, wordsFor(navigator.language));

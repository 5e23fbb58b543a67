import {
  describeApiError,
  problemSentences,
  type ApiError,
  type DescribedApiError,
  type DescribeOptions,
} from '#ui/problems/api-error.ts';
import { german as germanProblems } from '#ui/problems/de.ts';
import { german } from './operator-problems-de.ts';
import { english } from './operator-problems-en.ts';

problemSentences.add('de', () => germanProblems);

const operatorSentences = { en: english, de: german };

/** Describes an API error of an operator's request in the user's language. */
export function describeOperatorError(
  error: ApiError,
  options: DescribeOptions,
): DescribedApiError {
  return describeApiError(error, { ...options, operatorSentences });
}

/** What an audit or a receipt cannot prove without a policy of witnesses. */
export const noPolicy =
  'That witnesses saw this log, and its closing in time: no policy was given, so cosignatures were not checked.';
/** What a policy that is met cannot prove. */
export const honestWitnesses =
  'That the witnesses are honest: enough of them, together with the operator, could show another log and state any time. What they have not cosigned yet could still be shown differently.';

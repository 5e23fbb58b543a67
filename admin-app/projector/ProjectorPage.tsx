/** A raffle for the wall of a hall: public numbers only, whole screen. */
export default function ProjectorPage({ raffleId }: { readonly raffleId: string }) {
  return <main>{raffleId}</main>;
}

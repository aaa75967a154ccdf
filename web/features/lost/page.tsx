export default function LostPage() {
  return <main />;
}

export default function ProgressPage() {
  return <main />;
}

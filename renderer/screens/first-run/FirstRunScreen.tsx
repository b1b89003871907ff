export function FirstRunScreen() {
  return <main />
}

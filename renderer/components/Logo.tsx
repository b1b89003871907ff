/** A frozen cell with one cap in it, in the current colour. It stands beside the name, or alone. */
export const Logo = ({ size = 44 }: { size?: number }) => (
  <svg aria-hidden="true" width={size} height={size} viewBox="0 0 48 48" focusable="false">
    <g fill="none" stroke="currentColor" strokeWidth="3.4" strokeLinejoin="round">
      <path d="M24 4l17.3 10v20L24 44 6.7 34V14z" />
      <circle cx="24" cy="24" r="8.8" />
      <path d="M24 4v11.2M6.7 34l9.7-5.6M41.3 34l-9.7-5.6" />
    </g>
  </svg>
)

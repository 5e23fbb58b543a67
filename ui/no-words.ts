/** Stands in for the languages of React Aria that no app of ours speaks. */
export default {};

import { answerText } from "./answer-text";
import { readQuestion } from "./question";
import { serve } from "./serving";

/**
 * Answers from the food table alone: no network, no state, the same question always the same
 * answer. It never rejects.
 */
export class FoodAnswerer {
  async answer(question: { readonly text: string }): Promise<string> {
    return answerText(readQuestion(question.text).map(serve));
  }
}

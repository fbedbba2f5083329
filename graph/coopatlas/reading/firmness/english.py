from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness.composition import Step
from coopatlas.reading.firmness.lexicon import Lexicon
def chain(lexicon: Lexicon, sentence: Sentence, trigger: Token) -> list[Step]:
    return [Step(trigger)]

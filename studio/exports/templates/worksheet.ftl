# What the worksheet and its key say: of each question a title, what is asked, and what the key says below its numbers.
# $weight is the weight of the last layer of which most is asked.

title = Worksheet: { $network }
title-key = Key to the worksheet: { $network }

intro = Every number belongs to example { $example } of this network. Neurons and examples count from zero.
    Numbers are rounded: what you work out from them may differ in the last digit.
intro-key = What belongs in the gaps is in bold. Where ≈ stands, the printed numbers are rounded, and what they make may differ in the last digit.

name = Name
date = Date
formulas = Formulas of this network
layers = { $count ->
        [one] layer { $layers }
       *[other] layers { $layers }
    }

factors-title = The factors of one slope
factors = How strongly does the cost answer one weight of the last layer? Fill in the factors of { $slope }, then multiply.{ $joint ->
        [miss] {" "}With this cost, softmax makes the slope for the weighted sum just how far the output is off, a − y.
        [sum] {" "}Softmax reaches the cost through every output at once, so the slope for the weighted sum is given.
       *[own] {""}
    }
factors-key = { $joint ->
        [miss] The activation behind the weight, times how far the output is off.
        [sum] The activation behind the weight, times the slope for the weighted sum.
       *[own] The activation behind the weight, times the steepness of the curve, times the slope of the cost.
    }

bias-title = The bias
bias = Now the bias of the same neuron. Which factor changes, and to what? Which slope does that make?
bias-key = Only the first factor changes: the weighted sum moves just as far as the bias does.

nudge-title = A small push
nudge = Push { $weight } by { $by } and nothing else. By about how much does the cost change?
nudge-key = Run again with the pushed weight, the network says { $moved }{ $agrees ->
        [same] , too.
       *[near] . The smaller the push, the closer the two.
    }

path-title = All the way back
path = { $kind ->
        [chain] Follow the chain back to the first layer, row by row. Times the steepness ∂a/∂z, you get the next column; times the weight, the next row. The last step is times the input.
       *[path] Follow one path back to the first layer, and leave out what other paths bring: it leads through { $neurons }. Times the steepness ∂a/∂z, you get the next column; times the weight, the next row. Times the input { $input }, you get what this path brings to { $slope }.
    }
path-key = { $kind ->
        [chain] Every layer takes two more factors. All the others have been computed already.
       *[path] Each number is what this one path brings. { $count ->
            [one] It is the only one to { $slope } = { $whole }.
           *[other] All { $count } paths together make { $slope } = { $whole }.
        }
    }

paths-title = Several ways to the cost
paths = { $neuron } reaches the cost through every neuron of the next layer. What does each way bring, and what do they add up to?{ $told ->
        [some] {" "}The ways that are not in the table bring { $rest } together.
       *[all] {""}
    }
paths-key = { $opposing ->
        [yes] The effects add, each with its sign. Some ways take back what others bring.
       *[no] The effects add, and none takes back what another one brings.
    }

silent-title = A silent neuron
silent = One neuron of layer { $layer } has the weighted sum { $sum }. How steep is its curve there? What does that make of the slope for its sum, and of those for the weights that lead to it?
silent-key = { $sleep ->
        [dead] The curve is flat there, and no slope gets through: neither for this example nor for any other. The next step moves none of the weights that lead to this neuron.
       *[light] The curve is flat there, and no slope gets through: this example moves none of the weights that lead to this neuron. Another example can.
    }

first-title = What to change first
first = Each of these weights has an activation behind it, and feeds a weighted sum whose slope is known. Fill in the slopes for the weights. Which would you change first to lower the cost, and which way?
first-key = First { $weight }: its slope is the largest in size. { $sign ->
        [positive] It is positive, so make the weight smaller.
       *[negative] It is negative, so make the weight larger.
    }

target-title = If the output were right
target = Suppose that every desired output were exactly what the network says. Which slopes would still differ from zero? What would a step of learning do?
target-key = { $left ->
        [none] None. The slope for each weighted sum of the last layer would be zero, and all other slopes are products with these. A step would move nothing.
       *[some] Not all of them would be zero: this cost goes on falling as a wanted output grows. A step would still move something.
    }

step-title = One step
step = Take one step for this example alone, with the learning rate { $rate }. How far does { $weight } move, and where does it end?
step-key = { $way ->
        [up] The slope is negative and the step goes against it: the weight grows.
        [down] The slope is positive and the step goes against it: the weight shrinks.
       *[stays] The slope is zero: there is no move.
    }

average-title = All examples together
average = For each of the { $count } examples, { $weight } has another slope: { $slopes }. What is their average, and which way does it want the weight to move?
average-key = { $way ->
        [up] The average is negative: all examples together want a larger weight.
        [down] The average is positive: all examples together want a smaller weight.
       *[stays] The average is zero: the weight stays where it is.
    }{ $split ->
        [yes] {" "}Not every example wants the same.
       *[no] {""}
    }

# Heads of columns.
layer = layer
weight = weight
value = value
behind = activation behind
brings = brings

# What CostOverOutputs says.
# $kind is what a score is; $shape how it is drawn: a square, half or one part of it, or the height of a curve, of
# which only one is not flat where it is alone.
# $name is one output, whose score is the largest: $a is what it is, $y what it should be, $d_large its miss, $s_large
# its score; $d_small and $s_small are those of the output with the smallest score. $large and $small say whether a miss,
# as it is printed, times itself is the score that is printed, or only near it.

claim = The cost { $outputs ->
        [one] is the score of its one output
       *[many] adds up one score for each output
    }: { $kind ->
        [square] the square of its miss
        [half] half the square of its miss
        [mean] the square of its miss, divided by how many outputs there are
        [slide] minus the logarithm of what it gave, as far as it was wanted
        [valley] minus the logarithm of the chance it gave to what was wanted
        [share] how badly the chance it gave fits the share that was wanted
       *[other] a number for how far it is from what was wanted
    }.

put_y_beside_a = For this example, the output { $name } should be { $y }. The network says { $a }.
    The ring marks what should be, the dot what is.

draw_the_miss = { $shape ->
        [square] { -miss }
        [half] { -miss }
        [mean] { -miss }
        [alone] Over each line stands the curve of its score: what each possible answer would cost.
            Only the output that should be { $y } has a curve that is not flat.
       *[curve] Over each line stands the curve of its score. It says what each possible answer of this output would cost.
    }

-miss = The distance from the ring to the dot is the miss. A solid strip: the answer is too high. A hollow one: too low.

square_it = { $shape ->
        [square] { -square } { $outputs ->
            [one] { -the-miss }.
           *[many] { -each-miss }.
        }
        [half] { -square } { $outputs ->
            [one] { -the-miss }
           *[many] { -each-miss }
        } and count half of the square.
        [mean] { -square } { -each-miss } and count one part in { $n } of the square.
        [alone] The height of the curve is the score. Only one output is scored:
            minus the logarithm of { $a } is { $s_large }.
       *[curve] The height of the curve over the dot is the score.
    } { $told ->
        [squares] A miss of { $d_small } counts only { $small ->
            [near] about { $s_small }
           *[equal] { $s_small }
        }. A miss of { $d_large } counts { $large ->
            [near] about { $s_large }.
           *[equal] { $s_large }.
        }
        [square] A miss of { $d_large } counts { $large ->
            [near] about { $s_large }.
           *[equal] { $s_large }.
        }
        [nothing] Here every score is { $s_large }.
        [most] The output { $name } gets { $s_large }, the largest score.
        [score] The output { $name } gets { $s_large }.
       *[said] {""}
    }

-square = We square
-the-miss = the miss
-each-miss = each miss

pour_the_squares = { $shape ->
        [square] { $outputs ->
            [one] This square fills
           *[many] All { $n } squares together fill
        } { $fills ->
            [part] { $C } of the unit square
           *[over] { $C } times the unit square
        }.
        [half] { $outputs ->
            [one] This half of a square fills
           *[many] All { $n } halves together fill
        } { $fills ->
            [part] { $C } of the unit square
           *[over] { $C } times the unit square
        }.
        [mean] All { $n } parts together fill { $fills ->
            [part] { $C } of the unit square
           *[over] { $C } times the unit square
        }.
        [alone] The other scores are { $s_small }, and add nothing. Together all { $n } reach { $C }.
       *[curve] { $outputs ->
            [one] There is no other score to add. It reaches { $C }.
           *[many] All { $n } scores stand on each other. Together they reach { $C }.
        }
    } This is the cost C of this example.

read_the_bounds = { $outputs ->
        [one] The large sign says: add up. This network has one output, so the sum has one term: j is { $first }.
       *[many] The large sign says: add up. j starts at { $first }, the first output, and ends at { $last }, the last one.
            From { $first } to { $last }, that makes { $n } scores.
    }
    .asks = Where does this sum begin, and where does it end?

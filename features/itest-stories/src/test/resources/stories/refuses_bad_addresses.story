# RFC 5321 4.1.2, 4.5.3.1
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:s@a.test
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s@a.test
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s@>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<@a.test>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s@a..test>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s@-a.test>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s t@a.test>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<.s@a.test>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s@a.test>SIZE=1
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll@a.test>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s@dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.test>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL FROM:<s@[1.2.3.4>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL TO:<s@a.test>
S: /501 5\.(1\.7|5\.4) .*/
C: MAIL 
S: /501 5\.(1\.7|5\.4) .*/
C: NOOP
S: /250 .*/
